"""Owns how static files are named when collected: by a hash of their content, also inside CSS and JS modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    # Imports between our modules are rewritten too; only those that end in a semicolon are seen.
    support_js_module_import_aggregation = True
