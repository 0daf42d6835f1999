"""The room for policy staff who ask which interventions are comparable. It is still empty."""
