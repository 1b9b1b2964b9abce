"""The bookmarklet: what it collects on a page, and how it hands it over."""

import re

LONGEST_QUOTE = 4_000  # characters of the selection
LONGEST_TITLE = 500
VERSION = 2  # tells an outdated one: 1 sent neither author nor date, nor the canonical address


def script(port: int) -> str:
    """Write the bookmarklet: a popup with what the page says of itself, or this window where popups are not allowed.

    A navigation by GET is the one way that a page's Content-Security-Policy leaves open, as measured for this project.
    Source: HTML Living Standard 4.2.4 (`canonical`), the Open Graph protocol (article), Google Scholar's `citation_*`.
    """
    source = f"""
    (function(){{
      var d=document,p=function(q){{var e=d.querySelector(q);
        return e?e.content||e.href||e.getAttribute("datetime")||"":""}};
      var f={{v:{VERSION},address:location.href,title:d.title.slice(0,{LONGEST_TITLE}),
        quote:String(window.getSelection?window.getSelection():"").slice(0,{LONGEST_QUOTE}),
        canonical:p("link[rel=canonical]"),
        author:p("meta[name=author],meta[name=citation_author],meta[property='article:author']"),
        published:p("meta[property='article:published_time'],meta[name=citation_publication_date],meta[name=date],
time[datetime]"),
        referrer:d.referrer}};
      var u="http://127.0.0.1:{port}/save?"+Object.keys(f).filter(function(k){{return f[k]}}).map(function(k){{
        return k+"="+encodeURIComponent(f[k])}}).join("&"),w=null;
      try{{w=window.open(u,"workingnotes","popup,width=440,height=620")}}catch(e){{}}
      if(!w)location.href=u
    }})()
    """
    return "javascript:" + re.sub(r"\s*\n\s*", "", source)
