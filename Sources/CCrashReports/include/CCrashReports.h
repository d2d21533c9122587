#ifndef GATEHOUSE_CCRASHREPORTS_H
#define GATEHOUSE_CCRASHREPORTS_H

/// The settings as the runtime reads them from SWIFT_BACKTRACE, for whoever has to set that variable by hand.
const char *gatehouse_crash_report_settings(void);

/// Gives the environment its variable back. To be called once, first thing in main, before there are other threads.
///
/// - Returns: Whether a variable was lent, so that the runtime has read the settings.
int gatehouse_return_lent_variable(void);

#endif
