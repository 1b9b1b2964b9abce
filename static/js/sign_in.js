// The sign-in page goes on by itself; without JavaScript its button does.
document.getElementById("sign-in").requestSubmit();
