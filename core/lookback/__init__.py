"""Looking back at a provider: what copying would have brought, what delay cost, what followers really earned."""
