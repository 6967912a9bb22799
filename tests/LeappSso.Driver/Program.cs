using LeappSso;
using LeappSso.Driver;

// LeappSso.Driver logins HOME: keeps one login after another in the cache of a home folder, each under the lock, until it is killed.
// LeappSso.Driver config|both FOLDER: activates and stops profiles in the AWS files of a folder, until it is killed.
// LeappSso.Driver add PATH NAME: adds one profile to a config file.
string way = args[0];
if (way == "add")
{
    try
    {
        await ProfileWriter.AddAsync(args[1], args[2]);
        return 0;
    }
    catch (LeappException refusal)
    {
        Console.WriteLine($"{refusal.Code}: {refusal.Message}");
        return 1;
    }
}

Func<int, Task> writeAsync = way switch
{
    "logins" => new TokenWriter(args[1]).WriteAsync,
    "config" => new ProfileWriter(args[1]).WriteConfigAsync,
    _ => new ProfileWriter(args[1]).WriteBothAsync,
};
int first = way == "logins" ? 0 : ProfileWriter.SerialIn(new ProfileWriter(args[1]).Config) + 1;
await writeAsync(first);
Console.WriteLine("writing");
for (int serial = first + 1; ; serial++)
{
    await writeAsync(serial);
}
