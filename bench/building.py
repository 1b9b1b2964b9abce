"""What building the real page of a draft takes: the first time, and after the draft was changed.

Run: `python bench/building.py [--posts N]`. Probe in the same run: Jekyll alone, building the same blog from nothing.
Without Jekyll on this machine the figures can't be had, which is said and no error.
"""

import argparse
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from screenshots import DRAFT, NAME, NOW

from webapp import blog, drafts, processes
from webapp.building import Builder
from webapp.database import connect
from webapp.sample import make_sample_blog

POSTS = 500
PATIENCE = 600.0  # seconds
POST = (
    "---\nlayout: post\ntitle: Post {0}\n---\n\nText of {0} with a [link](https://example.org/{0}).\n\n## One\n\n{1}\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=POSTS)
    number = parser.parse_args().posts
    if processes.find_program("jekyll") is None:
        print("Nothing was measured: Jekyll is not on this machine.")
        return
    with tempfile.TemporaryDirectory() as top:
        root, data = Path(top, "blog"), Path(top, "drafts")
        data.mkdir()
        make_sample_blog(root, NOW.date())
        for at in range(number):
            name = f"{2000 + at // 300}-{at % 12 + 1:02}-{at % 25 + 1:02}-post-{at}.md"
            (root / "_posts" / name).write_text(POST.format(at, "Some words of the post. " * 150), encoding="utf-8")
        (root / "_layouts").mkdir(exist_ok=True)
        (root / "_layouts" / "post.html").write_text("<h1>{{ page.title }}</h1>{{ content }}", encoding="utf-8")
        began = time.perf_counter()
        alone = ["jekyll", "build", "--quiet", "--source", str(root), "--destination", str(Path(top, "alone"))]
        subprocess.run([*alone, "--disable-disk-cache"], check=True, cwd=top)
        probe = time.perf_counter() - began
        print(f"{number} posts; seconds\n  Jekyll alone, from nothing  {probe:.1f}")
        draft = drafts.create_draft(connect(data / "working-notes.db"), data, NAME, DRAFT, now=NOW)
        site, builder = blog.find_site(root), Builder()
        for label in ("first time", "draft changed", "changed again"):
            builder.begin(site, draft, data)
            builder.wait(PATIENCE)
            built = builder.look(draft)
            print(f"  {label:27} {built.seconds:.1f}, {built.seconds / probe:.0%} of that; {built.state}{built.advice}")
            draft = replace(draft, text=f"{draft.text}\nAnd more.\n")


if __name__ == "__main__":
    main()
