namespace LeappSso.Core.Tests.Profiles;

/// <summary>A test that needs Python.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        Skip = ConfigParser.Program is null ? "Python's configparser reads random files (install Python 3, on Debian: apt-get install python3)" : null;
    }
}
