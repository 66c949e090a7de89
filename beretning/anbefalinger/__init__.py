"""The register of recommendations: made by the adviser, answered by the departments, closed."""
