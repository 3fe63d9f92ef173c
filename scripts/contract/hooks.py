"""What a JSON Schema cannot say of a good request to clipd.

Data that schemathesis means to be good is made good where the document has no
words for it: an upload is media by its content, windows end after they start, a
page token is one that the service gave, and a URL names a host. No check is
turned off, and data that is meant to be bad is left as it is.
"""

import re
import subprocess

import schemathesis
from hypothesis import strategies as st

SOURCE = "https://example.com/talk.mp4"
NAMES_A_HOST = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/[\w./-]*)?")


def media() -> bytes:
    """One second of picture and sound."""
    command = [
        "ffmpeg", "-nostdin", "-v", "error",
        "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=1",
        "-f", "lavfi", "-i", "sine=duration=1",
        "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac",
        "-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-",
    ]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True).stdout


schemathesis.openapi.media_type("video/mp4", st.just(media()))


def order(window: dict) -> None:
    start, end = sorted((window["start"], window["end"]))
    window["start"], window["end"] = (start, end) if end > start else (start / 2, start or 1)


def source(holder: dict, name: str) -> None:
    if isinstance(holder.get(name), str) and not NAMES_A_HOST.fullmatch(holder[name]):
        holder[name] = SOURCE


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    match case.operation.label:
        case "GET /v3/clips" | "GET /v3/assets" if case.query:
            case.query.pop("token", None)
        case "POST /v3/clips" if isinstance(case.body, dict):
            source(case.body, "callback_url")
            source(case.body.get("video") or {}, "url")
            for window in case.body.get("windows") or []:
                order(window)
