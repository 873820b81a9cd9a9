/** Until when the work of a thread may go on, known to what it calls without being told. */
package io.lakegate.platform.deadline;
