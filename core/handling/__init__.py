"""What a person does with a trade that stands: change it, take an entry back, send it at once."""
