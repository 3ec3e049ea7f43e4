"""Text, str to str: repair, moments, slugs, words and languages."""
