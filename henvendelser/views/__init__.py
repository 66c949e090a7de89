"""The register's pages. A view asks for permission, asks a form, and renders."""
