"""Have real kramdown write the expected HTML of every case: `python -m tests.make_kramdown_cases`.

Write a case as its name and text with nothing behind `--`; this fills the HTML in, and shows which ones changed.
"""

from dataclasses import replace

from tests.kramdown import CASES, Kramdown, read_cases, without_colours, write_cases


def main() -> None:
    with Kramdown() as kramdown:
        for path in sorted(CASES.glob("*.txt")):
            cases = read_cases(path)
            made = [replace(case, html=without_colours(kramdown.render(case.text, case.options))) for case in cases]
            changed = [new.name for old, new in zip(cases, made, strict=True) if old.html.strip() != new.html.strip()]
            comment = path.read_text(encoding="utf-8").partition("\n== ")[0]
            write_cases(path, comment, made)
            print(f"{path.name}: {len(made)} cases, changed: {', '.join(changed) or 'none'}")  # noqa: T201


if __name__ == "__main__":
    main()
