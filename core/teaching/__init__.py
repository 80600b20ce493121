"""Teaching: a provider's own form of posts, learned by tapping, tried on the record, and switched on."""
