--! plain
-- time_bucket as TimescaleDB gives it, for the widths that are used. In a schema of its own, last in the search
-- path: where the extension comes later, its functions win.
create schema shim;

create function shim.time_bucket(width interval, at timestamptz) returns timestamptz
language sql immutable parallel safe strict as $$
  -- TimescaleDB counts from Monday 2000-01-03, and months from 2000-01-01, in UTC.
  select case when extract(year from width) * 12 + extract(month from width) > 0
    then (timestamp '2000-01-01' + make_interval(months =>
      (floor(((extract(year from at at time zone 'UTC') - 2000) * 12 + extract(month from at at time zone 'UTC') - 1)
        / (extract(year from width) * 12 + extract(month from width)))
        * (extract(year from width) * 12 + extract(month from width)))::integer)) at time zone 'UTC'
    else date_bin(width, at, timestamptz '2000-01-03 00:00:00+00') end
$$;

create function shim.time_bucket(width interval, at timestamptz, timezone text) returns timestamptz
language sql immutable parallel safe strict as $$
  select case when extract(year from width) * 12 + extract(month from width) > 0
    then (timestamp '2000-01-01' + make_interval(months =>
      (floor(((extract(year from at at time zone timezone) - 2000) * 12 + extract(month from at at time zone timezone) - 1)
        / (extract(year from width) * 12 + extract(month from width)))
        * (extract(year from width) * 12 + extract(month from width)))::integer)) at time zone timezone
    else date_bin(width, at at time zone timezone, timestamp '2000-01-03') at time zone timezone end
$$;

create function shim.time_bucket(width interval, at date) returns date
language sql immutable parallel safe strict as $$
  select (shim.time_bucket(width, at::timestamp at time zone 'UTC') at time zone 'UTC')::date
$$;

create function shim.time_bucket(width bigint, at bigint) returns bigint
language sql immutable parallel safe strict as $$
  select floor(at::numeric / width)::bigint * width
$$;
