"""On whose terms the archive shows what it shows: rights statements and what agencies allow."""
