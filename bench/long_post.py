"""The post that the bars are about: 10,000 words in 30 sections, each with links and emphasis as a post has them."""

NAME = "2025-12-11-working-notes.md"
SECTIONS = 30
WORDS = (
    "A tide came in over the flats while the boats lay on their sides, and nobody who stood there would have called it "
    "late; the notes say what was seen, who said it and where it was printed, which is more than most of us keep. "
)


def section(number: int) -> str:
    """About 335 words, three links, some emphasis, a list."""
    paragraphs = [
        f"What [the report {number}.{part}](https://example.org/report/{number}/{part}?page={part}) says is *plain* "
        f"enough: {WORDS}And **again**, {WORDS}"
        for part in range(3)
    ]
    items = "\n".join(f"- Item {part} of section {number}, with a few words to it" for part in range(2))
    return "\n\n".join([f"## Section {number}, on tides", *paragraphs, items])


def long_post() -> str:
    """The draft, front matter and fold included."""
    written = [section(number) for number in range(SECTIONS)]
    body = "\n\n".join([*written[:3], "<!--more-->", *written[3:]])
    return f'---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\nIntro.\n\n{body}\n'
