namespace LeappSso.Profiles;

/// <summary>interim</summary>
internal sealed class AwsFiles(ConfigFile config, ConfigFile credentials)
{
    internal async Task<(IniDocument Config, IniDocument Credentials)> ChangeAsync(
        Action<IniDocument, IniDocument> change, bool withCredentials, CancellationToken cancellationToken)
    {
        (LeappSso.Store.FileLock? first, Exception? a) = withCredentials ? await credentials.LockAsync(cancellationToken).ConfigureAwait(false) : (null, null);
        using (first)
        {
            (LeappSso.Store.FileLock? second, Exception? b) = await config.LockAsync(cancellationToken).ConfigureAwait(false);
            using (second)
            {
                ConfigChange? other = null;
                ConfigChange one = config.Preview(c => other = credentials.Preview(k => change(c, k)));
                if (other!.IsChange)
                {
                    credentials.Write(other, a);
                }

                if (one.IsChange)
                {
                    config.Write(one, b);
                }

                return (one.Document, other.Document);
            }
        }
    }

    internal (ConfigChange Config, ConfigChange Credentials) Preview(Action<IniDocument, IniDocument> change)
    {
        ConfigChange? other = null;
        ConfigChange one = config.Preview(c => other = credentials.Preview(k => change(c, k)));
        return (one, other!);
    }
}
