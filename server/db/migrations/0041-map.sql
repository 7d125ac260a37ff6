-- A hypothesis may be about one link of the chain: the fault is in this service or in what it stands on.

alter table incident_hypothesis
  add column service_id uuid references service on delete set null;
