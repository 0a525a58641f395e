// One file on its way to the server, with progress: fetch cannot tell of it, XMLHttpRequest can.
import { token } from "./calls.js";
import { studio } from "./page.js";

// Resolves to { status, said }; status 0 when no answer came.
export function posted({ file, name }, progress, signal) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(), body = new FormData();
    body.append("upload", file, name);
    request.open("POST", studio.addresses.photos);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("X-Writer", studio.writer);
    request.responseType = "text";
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => { if (lengthComputable) progress(Math.min(99, Math.floor((loaded / total) * 100))); };
    request.onloadend = () => resolve({ status: request.status, said: worded(request.responseText) });
    signal.addEventListener("abort", () => request.abort());
    progress(0);
    request.send(body);
  });
}

function worded(text) {
  try { return JSON.parse(text); } catch { return null; }
}
