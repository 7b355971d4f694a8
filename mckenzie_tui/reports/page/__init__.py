"""A report as a page to print: one file of HTML that runs nothing and fetches nothing."""
