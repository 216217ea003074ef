-- Until now a rejected version stayed 'pending', and what had become of it was read from its review.
update model_versions v set state = 'rejected' from reviews r
where r.id = v.review_id and r.state = 'rejected' and v.state = 'pending';
