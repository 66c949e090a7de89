"""The yearly round: opened by the adviser, answered by the departments, placed in the report."""
