using LeappSso.CredentialHelper;

return await CredentialProgram.RunAsync(args).ConfigureAwait(false);
