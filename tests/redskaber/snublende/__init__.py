"""The program with views that fail in every way a value can get into a log by."""
