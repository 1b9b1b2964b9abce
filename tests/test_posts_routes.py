"""The posts page and the page of one post, over HTTP."""

from flask.testing import FlaskClient

READ = "/posts/read?path=_posts/2025-12-04-working-notes.md"


def test_post_can_be_read_here_and_found_on_the_blog(blog_client: FlaskClient) -> None:
    page = blog_client.get(READ).text

    assert "<h1>Working Notes - 04/12/25</h1>" in page
    assert '<h2 id="post-maps-without-a-server">' in page
    assert 'href="https://sample.example/2025-12-04/working-notes"' in page
    assert READ in blog_client.get("/posts").text


def test_post_that_is_not_there_is_a_sentence(blog_client: FlaskClient) -> None:
    for path in ("_posts/nothing.md", "_config.yml", "../../etc/passwd"):
        answer = blog_client.get("/posts/read", query_string={"path": path})

        assert answer.status_code == 404
        assert "The blog has no post" in answer.text
