// The popup's first page leads on within our origin, where the browser sends the session.
location.replace(document.getElementById("onward").href);
