package io.lakegate.container;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** One class to Failsafe, so that all of them share one portal. */
@Suite
@SelectPackages("io.lakegate.container")
@IncludeClassNamePatterns(".*InContainer")
class ContainerIT {}
