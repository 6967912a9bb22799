# What PSScriptAnalyzer looks at in the scripts of the project. How they are laid out is looked at by tests/LeappSso.Module.Tests/Scripts.Tests.ps1.
@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # The build speaks to whoever started it.
        'PSAvoidUsingWriteHost'
        # Functions of scripts change files of the build and of tests; nobody asks them what they would do.
        'PSUseShouldProcessForStateChangingFunctions'
        # Blocks of Pester and of workers see variables that the analyzer cannot.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSUseUsingScopeModifierInNewRunspaces'
        # What a function gives is often a list.
        'PSUseSingularNouns'
    )
}
