"""What projects cost: the sum called so, costs told apart from names, and what weights say of the sums near a project."""
