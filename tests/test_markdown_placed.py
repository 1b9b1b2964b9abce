"""Where the elements of a rendered section came from."""

import lxml.html
import pytest

from webapp import markdown
from webapp.sanitising import sanitise

SOURCE = """\
## Heading

A paragraph
of two lines.

- one
- two

  more

> quoted

```python
code
```
![alt](a.png)
<!-- comment -->

| a | b |
|---|---|
| 1 | 2 |

1. first

<div>
raw

</div>

***

term
: definition

[^n]: A note.
[x]: https://example.org

Last[^n].
{: .lead}
"""


def test_placed_lines_are_those_of_the_elements() -> None:
    placed = markdown.render_placed(SOURCE, "")

    lines = SOURCE.splitlines()
    assert [lines[line] for line in placed.lines] == [
        "## Heading",
        "A paragraph",
        "- one",
        "> quoted",
        "```python",
        "![alt](a.png)",
        "| a | b |",
        "1. first",
        "<div>",
        "***",
        "term",
        "Last[^n].",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_placed_lines_are_as_many_as_the_elements_shown(ending: str) -> None:
    placed = markdown.render_placed(SOURCE.replace("\n", ending), "")

    shown = lxml.html.fragments_fromstring(sanitise(placed.html), no_leading_text=True)
    assert len([element for element in shown if element.get("class") != "footnotes"]) == len(placed.lines)
