"""The press: an issue laid out run by run in several processes, fitted, merged into one file."""
