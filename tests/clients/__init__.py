"""The habits of clients in the field, and what runs them."""
