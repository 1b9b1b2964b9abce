"""Parameters that say how somebody came to a page, and not which page it is."""

import re
from urllib.parse import unquote_to_bytes

_ANYWHERE = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs\w+|mc_[ce]id|vero_\w+|oly_\w+_id|__s|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|gad_source|gad_campaignid|srsltid|fbclid|msclkid|yclid|twclid|ttclid|li_fat_id|epik|igshid|igsh|mkt_tok|_bhlid"
    r"|rb_clickid|s_cid|ref_src|ref_url|wt_mc|_branch_match_id|ck_subscriber_id|guce_referrer(?:_sig)?|guccounter"
    r"|__twitter_impression|amp_js_v|amp_gsa|amp_ct|usqp)",
    re.IGNORECASE,
)
# Parameters that are tracking on these sites only: elsewhere they may name the page.
_ON_SITES = {
    "youtube.com": {"si", "feature", "pp", "ab_channel"},
    "youtu.be": {"si", "feature"},
    "x.com": {"s", "t", "ref_src"},
    "twitter.com": {"s", "t", "ref_src"},
    "open.spotify.com": {"si"},
    "medium.com": {"source"},
    "substack.com": {"r", "triedRedirect", "showWelcomeOnShare"},
    "linkedin.com": {"trk", "rcm"},
    "amazon.co.uk": {"tag", "ref"},
    "amazon.com": {"tag", "ref"},
    "reddit.com": {"share_id", "rdt"},
    "nytimes.com": {"smid", "smtyp"},
    "theguardian.com": {"CMP"},
    "bbc.co.uk": {"at_medium", "at_campaign", "xtor"},
    "bbc.com": {"at_medium", "at_campaign", "xtor"},
}
# Newsletters sent with Ghost name their own site in every link; a `ref` that is no host may be a branch or a number.
_REFERRER = re.compile(r"ref=(?:[\w-]+\.)+(?:com|org|net|io|ai|co|dev|news|blog|email|uk|eu|de)", re.IGNORECASE)


def is_tracking(pair: str, host: str) -> bool:
    """Does this parameter, as `name=value`, only track? host: without `www.`"""
    name = unquote_to_bytes(pair.partition("=")[0]).decode(errors="replace")
    site = next((known for known in _ON_SITES if host == known or host.endswith(f".{known}")), "")
    if _ANYWHERE.fullmatch(name) or name in _ON_SITES.get(site, ()):
        return True
    return bool(_REFERRER.fullmatch(pair)) and not host.startswith("api.")


def is_tracking_fragment(fragment: str) -> bool:
    """Does what stands behind `#` begin with such a parameter?"""
    return bool(_ANYWHERE.match(fragment))
