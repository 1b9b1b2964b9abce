"""The page of posts in a long blog: the server's time for each of its answers, once the index has the posts.

Run: `python bench/posts_page.py [--posts N …]`. Probe in the same run: a page of the app that reads no post.
"""

import argparse
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

from flask.testing import FlaskClient
from posts import NOW, make_blog, measure, tell, typed

from webapp import blog, memory, serve
from webapp import settings as stored_settings
from webapp.app import create_app
from webapp.database import connect
from webapp.routes import access, context
from webapp.settings import Settings

ROUNDS = 20
BAR_MS = 100  # for the page at 2,000 posts
PAGES = {
    "a page without posts": "/settings",
    f"posts (bar {BAR_MS})": "/posts",
    "one year": "/posts?year=2024",
    "drafts alone": "/posts?show=drafts",
    "the next page": "/posts/more?after=2024-06-01%20_posts",
}


def sign_in(settings: Settings) -> FlaskClient:
    app = create_app(settings, clock=lambda: NOW)
    serve.favour_answers()
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    token = access.new_sign_in(app.extensions[context.EXTENSION]).rpartition("/")[2]
    client.post("/sign-in", data={"token": token}, base_url=settings.address)
    return client


def tell_pages(top: Path, number: int) -> None:
    data = top / "drafts"
    data.mkdir()
    site = make_blog(top / "blog", number)
    settings = Settings(data, site.root)
    stored_settings.save(settings)
    with closing(connect(settings.database_path)) as db:
        memory.refresh_index(db, site, NOW)
    client = sign_in(settings)

    def get(path: str) -> None:
        answer = client.get(path, base_url=settings.address)
        assert answer.status_code == 200, path

    print(f"{number:,} posts; the first time after the start: {measure(lambda: get('/posts')):,.0f} ms")
    newest = blog.newest_posts(site)[0].path
    for label, path in (PAGES | {"one post": f"/posts/read?path={newest}"}).items():
        tell(label, [measure(lambda path=path: get(path)) for _ in range(ROUNDS)])
    words = list(islice(typed(), ROUNDS))
    tell("found while it is typed", [measure(lambda q=q: get(f"/posts/found?q={q}")) for q in words])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="*", default=[2_000, 5_000])
    for number in parser.parse_args().posts:
        with tempfile.TemporaryDirectory() as top:
            tell_pages(Path(top), number)


if __name__ == "__main__":
    main()
