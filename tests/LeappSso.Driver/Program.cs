using LeappSso.Driver;

// LeappSso.Driver HOME: keeps one login after another in the cache of a home folder, each under the lock, until it is killed.
TokenWriter writer = new(args[0]);
await writer.WriteAsync(0);
Console.WriteLine("writing");
for (int serial = 1; ; serial++)
{
    await writer.WriteAsync(serial);
}
