using LeappSso.Readers;

// As tests/LeappSso.Readers, with arguments only.
await Profiles.PrintAsync(args);
