"""What is counted and measured: the passage in, `Quantity` mentions out (`finder`)."""
