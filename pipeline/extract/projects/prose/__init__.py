"""Projects in running text: the passage in, `Project` mentions out, a module for each way that a sentence tells them."""
