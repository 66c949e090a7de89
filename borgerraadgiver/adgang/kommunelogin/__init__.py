"""Login with the municipality's own: OpenID Connect against Entra ID, ADFS or another provider."""
