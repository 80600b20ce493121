"""Orders from decision to fill: the lifecycle table, planning, the one submit gate, recording, exits."""
