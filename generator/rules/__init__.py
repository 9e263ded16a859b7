"""Rules that judge a case. They decide; nothing here renders or writes."""
