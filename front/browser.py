"""A Chromium for tests, out of the locked npm package: nothing is downloaded and nothing installed on the machine.

from browser import chromium    # with front/ on the path
playwright.chromium.launch(executable_path=str(chromium().program), args=chromium().flags, env=chromium().environment)
"""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FRONT = Path(__file__).resolve().parent
PACKAGE = FRONT / "node_modules/@sparticuz/chromium"
CACHE = FRONT / "node_modules/.cache/chromium"
FLAGS = [
    "--no-sandbox",  # continuous integration runs as root, where Chromium's own sandbox does not start
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--use-gl=angle",
    "--use-angle=swiftshader",
]
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir><dir>/System/Library/Fonts</dir><dir>{folder}/fonts</dir>
  <cachedir>{folder}/font-cache</cachedir>
  <alias>
    <family>system-ui</family>
    <prefer><family>Noto Sans</family><family>Liberation Sans</family><family>DejaVu Sans</family></prefer>
  </alias>
</fontconfig>
"""
_UNPACK = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();'


@dataclass(frozen=True, slots=True)
class Chromium:
    """What Playwright needs to start it."""

    program: Path
    flags: list[str]
    environment: dict[str, str]


@functools.cache
def chromium() -> Chromium:
    """Unpack the browser once, below node_modules, and say how to start it.

    Raises:
        FileNotFoundError: If the packages are not installed; run front/build.py.
    """
    packed = PACKAGE / "bin/chromium.br"
    if not packed.is_file():
        raise FileNotFoundError(f"{packed} is missing; run front/build.py first")
    folder = CACHE / f"{packed.stat().st_size}"
    if not (folder / "chromium").is_file():
        _unpack(folder)
    return Chromium(folder / "chromium", FLAGS, _environment(folder))


def _unpack(folder: Path) -> None:
    """Unpack beside, then rename: two test processes that start together do not meet half a browser."""
    CACHE.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=CACHE))
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    # The package unpacks its own system libraries (NSS and the like) only where it believes to be in that environment.
    env = {**os.environ, "TMPDIR": str(partial), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    subprocess.run([node, "--input-type=module", "-e", _UNPACK], cwd=FRONT, env=env, check=True, timeout=180)
    with contextlib.suppress(OSError):
        partial.rename(folder)
    if partial.exists():
        shutil.rmtree(partial)


def _environment(folder: Path) -> dict[str, str]:
    libraries = [str(folder / "al2023/lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=folder), encoding="utf-8")
    return {
        **os.environ,
        "HOME": str(home),
        "FONTCONFIG_FILE": str(fonts),
        "LD_LIBRARY_PATH": os.pathsep.join(part for part in libraries if part),
    }


if __name__ == "__main__":
    print(chromium().program)
