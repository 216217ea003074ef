-- Features of risk (风险特征) of enterprises at orange and above, as recognised from their indicators and findings when
-- their score was last written: counting them for an area then reads 18,000 short rows in a city of three million, and no
-- finding. One row an enterprise; what has fallen below orange is not counted and is recognised anew when it rises.
create table risk_features (
  enterprise_id bigint primary key,
  features text[] not null,
  -- Of the recognition: rows of another version are made anew.
  version smallint not null,
  -- scores.recorded_at that it was read at.
  scored_at timestamptz not null
) with (fillfactor = 80);
