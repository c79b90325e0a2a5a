"""What weights say of names: those that no pattern finds (`weighed`), and those that one did (`reviewed`)."""
