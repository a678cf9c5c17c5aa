"""Static files with their digest in the name, JavaScript modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's manifest storage that also rewrites `import` addresses in modules."""

    support_js_module_import_aggregation = True
    manifest_strict = True
