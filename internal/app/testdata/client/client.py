"""A program written for the public reference: it knows the base URL and its key,
creates a job with a URL, polls, reads the clips and downloads them."""

import json
import os
import sys
import time
import urllib.request

BASE = os.environ["API_BASE"]
HEADERS = {"X-Api-Key": os.environ["API_KEY"], "Content-Type": "application/json"}


def request(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    call = urllib.request.Request(BASE + path, data=data, headers=HEADERS, method=method)
    with urllib.request.urlopen(call, timeout=30) as answer:
        return json.load(answer)["data"]


job_id = request("POST", "/v3/clips", {
    "video": {"type": "url", "url": sys.argv[1]},
    "max_clips": 1,
    "aspect_ratio": "9:16",
})["clip_job_id"]

while True:
    job = request("GET", f"/v3/clips/{job_id}")
    if job["status"] in ("completed", "failed"):
        break
    time.sleep(0.5)

if job["status"] == "failed":
    sys.exit(job["failure_message"])

for number, clip in enumerate(job["clips"], start=1):
    path = os.path.join(sys.argv[2], f"{number}.mp4")
    urllib.request.urlretrieve(clip["url"], path)
    print(json.dumps({"label": clip["label"], "duration": clip["duration"], "path": path}))
