namespace LeappSso.Profiles;

/// <summary>Something in an AWS file that keeps some tool from reading the file, or lets tools read it differently.</summary>
/// <param name="Line">Where it is, counted from 1.</param>
/// <param name="Reason">What is wrong, and who fails.</param>
/// <param name="Advice">What to do about it; goes on after a semicolon.</param>
internal sealed record IniFault(int Line, string Reason, string Advice);
