"""Owns what a page may load and where its forms may lead (Content-Security-Policy)."""

from csp.constants import NONE, SELF

# One policy for every page, without nonces or hashes: a nonce in a cached page would be a fixed nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{f"{kind}-src": [SELF] for kind in ("script", "style", "font", "connect", "manifest", "worker")},
        "img-src": [SELF, "blob:", "data:"],
        "form-action": [SELF],
        **{name: [NONE] for name in ("base-uri", "frame-ancestors", "object-src")},
    }
}
