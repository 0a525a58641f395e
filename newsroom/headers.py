"""Owns the headers that neither Django nor django-csp sends: permissions, no-store as the default, who may embed."""

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Says on every answer which powers of the device we never ask for, and keeps out of caches what is not public."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        if "no-store" in response["Cache-Control"] and not 300 <= response.status_code < 400:
            response["Cross-Origin-Resource-Policy"] = "same-origin"  # of a redirect, its target says so
        return response
