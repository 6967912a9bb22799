using System.Globalization;
using LeappSso;
using LeappSso.Driver;

// LeappSso.Driver write WHAT FOLDER [STEPS]: makes one change after another until it is killed; by itself after so many steps on the disk.
// LeappSso.Driver run COMMAND HOME STEPS: runs a command, and is killed by itself after so many steps on the disk.
// LeappSso.Driver add PATH NAME: adds one profile to a config file.
switch (args[0])
{
    case "write":
        StoreWriter writer = StoreWriter.Of(args[1], args[2]);
        await writer.GoOnAsync();
        Console.WriteLine("writing");
        if (args.Length > 3)
        {
            new KillPoint(int.Parse(args[3], CultureInfo.InvariantCulture)).Arm();
        }

        for (int serial = writer.Last() + 1; ; serial++)
        {
            await writer.WriteAsync(serial);
        }

    case "run":
        CrashedCommand command = CrashedCommand.All.Single(c => c.Name == args[1]);
        new KillPoint(int.Parse(args[3], CultureInfo.InvariantCulture)).Arm();
        await command.RunAsync(new EngineHome(args[2]));
        return 0;

    case "add":
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

    default:
        return 2;
}
