"""A film as a file: frames go to ffmpeg, which comes with imageio-ffmpeg; no frame is kept."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from gradea.campus.recap.drawing import Pen, frames
from gradea.campus.recap.reel import Reel


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Size in pixels, both even, and frames per second."""

    width: int = 1280
    height: int = 720
    per_second: int = 12


def film(reel: Reel, path: Path, shape: Shape, told: Callable[[float], None] | None = None) -> None:
    """Draw a film and write it as MP4 (H.264); the file is there only when it is whole.

    Args:
        reel: What it shows.
        path: Where it goes; a file that is there is replaced at the end.
        shape: Its size and pace.
        told: Called with the share done.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial, total = path.with_suffix(".part.mp4"), round(reel.seconds * shape.per_second)
    writer = imageio_ffmpeg.write_frames(
        str(partial),
        (shape.width, shape.height),
        fps=shape.per_second,
        codec="libx264",
        quality=6,
        macro_block_size=2,
        ffmpeg_log_level="error",
        output_params=["-movflags", "+faststart", "-metadata", f"comment={reel.words.notice}"],
    )
    try:
        writer.send(None)
        for number, frame in enumerate(frames(reel, Pen(shape.width, shape.height), shape.per_second), start=1):
            writer.send(frame.tobytes())
            if told is not None:
                told(number / total)
        writer.close()
        os.replace(partial, path)
    finally:
        writer.close()
        partial.unlink(missing_ok=True)
