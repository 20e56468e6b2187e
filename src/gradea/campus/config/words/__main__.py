"""The command that translators and builders use; see the package."""

import sys

from gradea.campus.config.words import binary, catalogue


def main(arguments: list[str]) -> int:
    """Run `extract` or `missing`, and return the exit code."""
    if arguments not in (["extract"], ["missing"]):
        sys.stderr.write("usage: python -m gradea.campus.config.words extract|missing\n")
        return 2
    if arguments == ["extract"]:
        left = catalogue.extract()
        binary.make_ready()
        for name, count in left.items():
            print(f"{name:<14} {count or 'nothing'} to translate")
        return 0
    found = [
        f"{folder.name}: {text}"
        for folder in catalogue.slices()
        for language in catalogue.LANGUAGES
        for text in catalogue.untranslated(catalogue.updated(folder, language))
    ]
    print("\n".join(found) or "every string has its Dutch")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
